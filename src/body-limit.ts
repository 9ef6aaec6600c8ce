import { bodyLimit } from "hono/body-limit";
import { QuothError } from "./errors.ts";

/** Largest body of a request other than an upload, in bytes. */
const LARGEST_BODY = 256 * 1024;

/** Refuses larger bodies before they are read. @throws QuothError `request-too-large` */
export const limitBody = bodyLimit({
	maxSize: LARGEST_BODY,
	onError: () => {
		throw new QuothError("request-too-large", `The body is larger than ${LARGEST_BODY} bytes.`);
	},
});
