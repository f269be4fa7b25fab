// What a terminal would have shown, as core has it.

export { readTerminal, type Run } from "rollbook-core/view";
