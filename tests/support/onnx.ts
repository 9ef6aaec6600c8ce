/** A protobuf field of bytes, or of a number. */
function field(number: number, value: Buffer | string | number): Buffer {
	if (typeof value === "number") return Buffer.concat([varint(number << 3), varint(value)]);
	const bytes = Buffer.from(value);
	return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
	const bytes: number[] = [];
	let rest = value;
	for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
	return Buffer.from([...bytes, rest]);
}

const join = (...parts: Buffer[]) => Buffer.concat(parts);
const INT64 = 7;
const FLOAT = 1;

function valueInfo(name: string, type: number, dims: readonly (string | number)[]): Buffer {
	const shape = join(...dims.map((dim) => field(1, typeof dim === "number" ? field(1, dim) : field(2, dim))));
	return join(field(1, name), field(2, field(1, join(field(1, type), field(2, shape)))));
}

function node(operator: string, input: string, output: string, ...attributes: Buffer[]): Buffer {
	return join(field(1, input), field(2, output), field(4, operator), ...attributes.map((attribute) => field(5, attribute)));
}

/** name, integer value(s), and the type of the attribute as onnx.proto numbers it: 2 an integer, 7 integers. */
const integer = (name: string, value: number) => join(field(1, name), field(3, value), field(20, 2));
const integers = (name: string, values: readonly number[]) => join(field(1, name), ...values.map((value) => field(8, value)), field(20, 7));

/** The smallest cross-encoder there is: its logit is the largest id among the tokens. */
export function largestIdCrossEncoder(): Buffer {
	const graph = join(
		field(1, node("Cast", "input_ids", "numbers", integer("to", FLOAT))),
		field(1, node("ReduceMax", "numbers", "logits", integers("axes", [1]), integer("keepdims", 1))),
		field(2, "cross-encoder"),
		field(11, valueInfo("input_ids", INT64, ["batch", "pieces"])),
		field(12, valueInfo("logits", FLOAT, ["batch", 1])),
	);
	return join(field(1, 7), field(7, graph), field(8, join(field(1, ""), field(2, 11))));
}
