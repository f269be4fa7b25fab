import { expect, test } from "vitest";
import type { JsonObject } from "../bytes/json.ts";
import { sentItem } from "./item.ts";
import { replaceMedia } from "./media.ts";
import { communicationItem } from "./communication.ts";

test("what is kept back, is null, or no id of the API is not sent", () => {
  const message = { type: "message", role: "assistant", content: [], phase: "commentary", status: "completed" };
  const beside = { internal_chat_message_metadata_passthrough: {}, encrypted_content: "g", id: null };
  expect(sentItem({ ...message, ...beside })).toEqual(message);
  expect(sentItem({ type: "function_call", name: "a", encrypted_function_args: ["x"] })).toEqual({
    type: "function_call",
    name: "a",
  });
  const ids = ["msg_1", "A_b c", "a__b", "", "a", "a-b", "_a", "a_", "01a1fd0e-0000-7000-8000-000000000000"];
  expect(ids.filter((id) => "id" in sentItem({ ...message, id }))).toEqual(["msg_1", "A_b c", "a__b"]);
});

test("raw reasoning is sent where it is marked as reasoning", () => {
  const reasoning = { type: "reasoning", summary: [], encrypted_content: "g" };
  const raw = [{ type: "reasoning_text", text: "r" }];
  expect(sentItem({ ...reasoning, content: raw })).toEqual({ ...reasoning, content: raw });
  expect(sentItem({ ...reasoning, content: [{ type: "text", text: "r" }] })).toEqual(reasoning);
});

test("types go by the name they have now", () => {
  expect(sentItem({ type: "compaction_summary", encrypted_content: "g" })).toEqual({
    type: "compaction",
    encrypted_content: "g",
  });
});

test("pictures and sounds that are not passed on leave a sentence", () => {
  const sentence = (part: JsonObject): unknown => replaceMedia({ type: "message", content: [part] })["content"];
  const said = (text: string): unknown => [{ type: "input_text", text }];
  const picture = { type: "input_image", image_url: "data:image/png;base64,AA" };
  expect(sentence({ ...picture, image_url: "HTTPS://example.invalid/a.png" })).toEqual(
    said("image content omitted because remote image URLs are not supported"),
  );
  expect(sentence({ ...picture, detail: "low" })).toEqual(
    said("image content omitted because detail 'low' is not supported; use 'high', 'original', or 'auto'"),
  );
  expect(sentence({ type: "input_audio", audio_url: "data:" })).toEqual(
    said("audio content omitted because you do not support audio input"),
  );
  const kept = {
    type: "message",
    content: [picture, { ...picture, detail: "high" }, { type: "input_text", text: "https://x" }],
  };
  expect(replaceMedia(kept)).toBe(kept);
});

test("a message between agents with a record of its own is the item the model is given", () => {
  const payload = { author: "/root", recipient: "/root/a", content: "words", trigger_turn: true };
  const base = { type: "agent_message", author: "/root", recipient: "/root/a" };
  expect(communicationItem(payload)).toEqual({ ...base, content: [{ type: "input_text", text: "words" }] });
  const sealed = { type: "encrypted_content", encrypted_content: "g" };
  const head = (kind: string): object => ({
    type: "input_text",
    text: `Message Type: ${kind}\nTask name: /root/a\nSender: /root\nPayload:\n`,
  });
  expect(communicationItem({ ...payload, encrypted_content: "g" })).toEqual({
    ...base,
    content: [head("NEW_TASK"), sealed],
  });
  expect(communicationItem({ ...payload, encrypted_content: "g", trigger_turn: false })).toEqual({
    ...base,
    content: [head("MESSAGE"), sealed],
  });
});
