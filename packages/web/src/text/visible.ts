// Text from a file, made visible, as core has it.

export { countLines, shorten, type Shortened, visible } from "rollbook-core/view";
