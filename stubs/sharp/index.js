/** @xenova/transformers refuses to load unless `sharp` is truthy; Quoth reads no images. */
export default function sharp() {
	throw new Error("Quoth is installed without an image library: models that read images are not supported.");
}
