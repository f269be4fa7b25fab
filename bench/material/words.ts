// The vocabulary of made-up projects: names, files, sentences and lines of code.

import type { Random } from "./random.ts";

const NOUNS =
  "account adapter anchor archive batch bucket buffer cache channel clock cluster column config cursor deadline digest edge entry event fence field filter folder frame gauge graph handle header index invoice journal kernel ledger lens limit loader marker matrix meter mirror node offset order packet page parser patch path plan pool probe query queue range reader record region report ring route row schedule schema segment session shard signal slice socket source span spool stage state stream table tally tenant ticket timer token trace tree turn vault vector view window worker".split(
    " ",
  );
const VERBS =
  "add apply attach bind build check clear close collect commit compare copy count decode detach drain drop emit encode expect fetch fill find flush fold gather group join keep lift load lock make map mark merge move open pack parse pick place plan poll pop print probe prune push read release render replay resolve restore retry rotate scan seal send settle shift skip sort split start stop store strip swap take test trim unpack update verify wait walk wrap write".split(
    " ",
  );
const ADJECTIVES =
  "active bare brief cold deep dense early empty exact final flat fresh hidden idle late lazy local loose narrow new next open partial past plain quick quiet ready remote round sharp short slow stale steady strict thin total valid warm whole wide".split(
    " ",
  );
const FOLDERS =
  "src lib packages/api/src packages/web/src crates/engine/src internal/store server/handlers tests tests/fixtures tools docs scripts app/models app/views migrations".split(
    " ",
  );
const ENDINGS = "ts tsx rs py go sql md json yaml toml sh css".split(" ");

export const FOREIGN_LINES = [
  "Größe der Datei prüfen: Übertragung läuft … 40 % – fertig in 3 Minuten",
  "données reçues : 12 éléments, dernière mise à jour à midi — rien à signaler",
  "テスト結果: 成功 128 件、失敗 0 件 (所要時間 3.2 秒)",
  "ошибка чтения файла: неверный заголовок, строка 42",
  "✓ all checks passed → 18 of 18 · 2.41 s ✨",
  "文件已保存，共处理 2048 行记录，跳过 3 行",
  "│ naïve │ café │ 50 µs │ ≤ 3 ms │ ±0.2 │",
];

export function noun(random: Random): string {
  return random.pick(NOUNS);
}

export function verb(random: Random): string {
  return random.pick(VERBS);
}

/** `readOpenLedger` */
export function camel(random: Random): string {
  const middle = random.chance(0.4) ? capital(random.pick(ADJECTIVES)) : "";
  return verb(random) + middle + capital(noun(random));
}

/** `open_ledger` */
export function snake(random: Random): string {
  return `${random.pick(random.chance(0.5) ? ADJECTIVES : NOUNS)}_${noun(random)}`;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function folder(random: Random): string {
  return random.pick(FOLDERS);
}

export function path(random: Random): string {
  return `${folder(random)}/${noun(random)}/${random.pick(NOUNS)}_${verb(random)}.${random.pick(ENDINGS)}`;
}

export function sentence(random: Random): string {
  const a = `the ${random.pick(ADJECTIVES)} ${noun(random)}`;
  const b = `the ${noun(random)} of \`${camel(random)}\``;
  switch (random.int(0, 4)) {
    case 0:
      return `${capital(verb(random))} ${a} before ${b} is ready.`;
    case 1:
      return `${capital(a)} does not ${verb(random)} ${b}, so "${snake(random)}" stays ${random.pick(ADJECTIVES)}.`;
    case 2:
      return `In ${path(random)} I will ${verb(random)} ${a} and ${verb(random)} ${b}.`;
    case 3:
      return `There are ${random.int(2, 90)} cases where ${a} and ${b} differ by ${random.int(1, 512)}.`;
    default:
      return `We ${verb(random)} ${b} only when ${a} is ${random.pick(ADJECTIVES)} (see ${path(random)}:${random.int(1, 900)}).`;
  }
}

/** Sentences of about that many characters, in paragraphs. */
export function prose(random: Random, size: number): string {
  let text = sentence(random);
  while (text.length < size) text += (random.chance(0.2) ? "\n\n" : " ") + sentence(random);
  if (random.chance(0.012)) text += `\n${random.pick(FOREIGN_LINES)}`;
  return text;
}
