import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { type Claim, fetchJudgements, fetchQueue, type Judgement, type Order, Refusal, say, type Waiting, type Word } from "./api";
import { type Field, FIELDS, Fields } from "./Fields";
import { Keys } from "./Keys";
import { showSentence, Source } from "./Source";
import { Together } from "./Together";

const ORDERS: Order[] = ["both", "doubt", "weight"];
const SAY_ORDER = { both: "doubt and weight", doubt: "doubt alone", weight: "weight alone" };

/** Who judges, and the token that lets him. */
interface Reader {
  name: string;
  token: string;
}

export function Bench() {
  const [reader, setReader] = useState<Reader | null>(remembered);
  if (!reader) return <Door onEnter={setReader} />;
  return <Desk reader={reader} onLeave={() => setReader(null)} />;
}

/** The reader of this browser session; a token in the address is taken out of it. */
function remembered(): Reader | null {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  const token = sessionStorage.getItem("token");
  const name = sessionStorage.getItem("reader");
  return token && name ? { name, token } : null;
}

function Door({ onEnter }: { onEnter: (reader: Reader) => void }) {
  const [name, setName] = useState(sessionStorage.getItem("reader") ?? "");
  const [token, setToken] = useState(sessionStorage.getItem("token") ?? "");
  const enter = (event: Event): void => {
    event.preventDefault();
    sessionStorage.setItem("reader", name.trim());
    sessionStorage.setItem("token", token.trim());
    onEnter({ name: name.trim(), token: token.trim() });
  };
  return (
    <form class="kb-door" onSubmit={enter}>
      <label>
        Your name, as it will stand beside your judgements
        <input required maxLength={100} autocomplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </label>
      <label>
        <span>
          The token that <code>khaldun serve</code> printed when it started
        </span>
        <input required type="password" autocomplete="off" value={token} onInput={(e) => setToken(e.currentTarget.value)} />
      </label>
      <button type="submit">Begin</button>
    </form>
  );
}

/** A judgement of this sitting, so that it can be taken back. */
interface Done {
  waiting: Waiting;
  judgement: Judgement;
}

function Desk({ reader, onLeave }: { reader: Reader; onLeave: () => void }) {
  const [order, setOrder] = useState<Order>("both");
  const [second, setSecond] = useState(false);
  const [waiting, setWaiting] = useState<Waiting[] | null>(null);
  const [done, setDone] = useState<Done[]>([]);
  const [open, setOpen] = useState<"note" | "together" | "keys" | null>(null);
  const [editing, setEditing] = useState<Field | null>(null);
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const seen = useRef(false);
  const onSeen = useCallback((now: boolean) => {
    seen.current = now;
  }, []);
  const now = waiting?.[0];

  const fetchMore = useCallback(() => {
    fetchQueue(reader.name, order, second).then(setWaiting, (error: unknown) => setMessage(wordsOf(error)));
  }, [reader, order, second]);
  useEffect(() => {
    setWaiting(null);
    fetchMore();
  }, [fetchMore]);

  const tell = async (about: Waiting, word: Word): Promise<Judgement | null> => {
    setBusy(true);
    try {
      const judgement = await say(reader.token, reader.name, about.claim.id, word.verdict === "undo" ? null : about.seen, word);
      if (word.verdict !== "undo") setDone((before) => [...before, { waiting: about, judgement }]);
      return judgement;
    } catch (error) {
      setMessage(wordsOf(error));
      if (error instanceof Refusal && error.status === 401) onLeave();
      if (error instanceof Refusal && error.status === 409) fetchMore();
      return null;
    } finally {
      setBusy(false);
    }
  };

  const judge = async (verdict: "accept" | "reject" | "skip"): Promise<void> => {
    if (!now || busy) return;
    if (verdict !== "skip" && !seen.current) {
      showSentence();
      document.querySelector(".kb-source")?.scrollIntoView({ block: "nearest" });
      setMessage("The sentence was not on the screen. Read it, then judge.");
      return;
    }
    const judgement = await tell(now, { verdict });
    if (!judgement) return;
    setMessage(`${SAID[verdict]} ${now.claim.id}.${second ? await compared(judgement) : ""}`);
    setEditing(null);
    setOpen(null);
    const rest = waiting?.slice(1) ?? [];
    setWaiting(rest);
    if (rest.length === 0) fetchMore();
  };

  const undo = async (): Promise<void> => {
    const last = done.at(-1);
    if (!last || busy) return;
    if (!(await tell(last.waiting, { verdict: "undo", value: last.judgement.id }))) return;
    setDone(done.slice(0, -1));
    setWaiting([last.waiting, ...(waiting ?? []).filter((w) => w.claim.id !== last.waiting.claim.id)]);
    setMessage(`Taken back: ${last.judgement.verdict} of ${last.waiting.claim.id}.`);
  };

  const correct = async (field: string, value: unknown): Promise<void> => {
    if (!now || !(await tell(now, { verdict: "correct", field, value }))) return;
    setEditing(null);
    setWaiting([{ ...now, claim: corrected(now.claim, field, value) }, ...(waiting?.slice(1) ?? [])]);
    setMessage(`Corrected: ${field}. Accept the rest with “a”.`);
  };

  const note = async (text: string): Promise<void> => {
    if (!now || !(await tell(now, { verdict: "note", note: text }))) return;
    setOpen(null);
    setMessage("Noted.");
  };

  const tie = async (verdict: "join" | "part", other: string): Promise<void> => {
    if (!now || !(await tell(now, { verdict, value: other }))) return;
    const inside = now.together.filter((id) => id !== other);
    const together = verdict === "join" ? [...inside, other] : inside;
    setWaiting([{ ...now, together }, ...(waiting?.slice(1) ?? [])]);
    setMessage(verdict === "join" ? "One happening." : "Two happenings.");
  };

  const obey = (key: string): boolean => {
    const field = FIELDS.find((f) => f.key === key)?.field;
    if (field) setEditing(field);
    else if (key === "a") void judge("accept");
    else if (key === "r") void judge("reject");
    else if (key === "s") void judge("skip");
    else if (key === "z") void undo();
    else if (key === "n") setOpen("note");
    else if (key === "t") setOpen(open === "together" ? null : "together");
    else if (key === "o") setOrder(ORDERS[(ORDERS.indexOf(order) + 1) % ORDERS.length] ?? "both");
    else if (key === "d") setSecond(!second);
    else if (key === "?") setOpen("keys");
    else return false;
    return true;
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.ctrlKey || event.altKey || event.metaKey || target?.closest("input, textarea, select, dialog")) return;
      if (obey(event.key)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });

  return (
    <div class="kb">
      <div class="kb-bar">
        <p>
          <strong>{reader.name}</strong>, {done.length} judged in this sitting.{" "}
          <button type="button" class="kb-link" onClick={onLeave}>
            Another reader
          </button>
        </p>
        <label>
          Order{" "}
          <select value={order} onChange={(e) => setOrder(e.currentTarget.value as Order)}>
            {ORDERS.map((o) => (
              <option key={o} value={o}>
                {SAY_ORDER[o]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={second} onChange={(e) => setSecond(e.currentTarget.checked)} /> as second reader
        </label>
        <button type="button" onClick={() => setOpen("keys")}>
          Keys <kbd>?</kbd>
        </button>
      </div>
      <p class="kb-message" role="status">
        {message}
      </p>
      {waiting === null && <p class="note">Fetching what waits…</p>}
      {waiting?.length === 0 && <p class="note">Nothing waits for {reader.name}{second ? " as second reader" : ""}.</p>}
      {now && (
        <div class="kb-desk">
          <Source waiting={now} onSeen={onSeen} />
          <section class="kb-read" aria-label="What was read of it">
            <p class="kb-why">{now.why.join(" · ")}</p>
            <Fields claim={now.claim} editing={editing} onEdit={setEditing} onCorrect={correct} />
            {now.judgements.length > 0 && <Said judgements={now.judgements} />}
            <div class="kb-buttons">
              <button type="button" class="kb-accept" disabled={busy} onClick={() => void judge("accept")}>
                Accept <kbd>a</kbd>
              </button>
              <button type="button" disabled={busy} onClick={() => void judge("reject")}>
                Reject <kbd>r</kbd>
              </button>
              <button type="button" disabled={busy} onClick={() => void judge("skip")}>
                Skip <kbd>s</kbd>
              </button>
              <button type="button" disabled={busy || done.length === 0} onClick={() => void undo()}>
                Undo <kbd>z</kbd>
              </button>
              <button type="button" onClick={() => setOpen("note")}>
                Note <kbd>n</kbd>
              </button>
              <button type="button" aria-expanded={open === "together"} onClick={() => obey("t")}>
                Same happening <kbd>t</kbd>
              </button>
            </div>
            {open === "note" && <Note onSave={note} onClose={() => setOpen(null)} />}
            {open === "together" && <Together waiting={now} onSay={tie} />}
            <p class="dim">
              <a href={`/claim/${encodeURIComponent(now.claim.id)}`}>{now.claim.id}</a>, read by <code>{now.claim.rule}</code>
            </p>
          </section>
        </div>
      )}
      {open === "keys" && <Keys onClose={() => setOpen(null)} />}
    </div>
  );
}

const SAID = { accept: "Accepted", reject: "Rejected", skip: "Skipped" };

/** What other readers said of a claim, told once the second has judged. */
async function compared(own: Judgement): Promise<string> {
  const all = await fetchJudgements(own.claim_id).catch(() => []);
  const others = all.filter((j) => j.reviewer !== own.reviewer && ["accept", "reject", "correct"].includes(j.verdict));
  if (others.length === 0) return "";
  const differ = others.some((j) => j.verdict !== own.verdict);
  const words = others.map((j) => `${j.reviewer}: ${j.verdict}${j.field ? ` ${j.field}` : ""}`).join("; ");
  return ` ${differ ? "You differ" : "You agree"} (${words}).`;
}

function Said({ judgements }: { judgements: Judgement[] }) {
  return (
    <ul class="plain kb-said" aria-label="What was said of it">
      {judgements.map((j) => (
        <li key={j.id}>
          {j.reviewer}: {j.verdict}
          {j.field && (
            <>
              {" "}
              {j.field} → <code>{j.value}</code>
            </>
          )}
          {j.note && `. ${j.note}`}
        </li>
      ))}
    </ul>
  );
}

function Note({ onSave, onClose }: { onSave: (text: string) => void; onClose: () => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const save = (event: Event): void => {
    event.preventDefault();
    const text = box.current?.value.trim() ?? "";
    if (text) onSave(text);
  };
  return (
    <form class="kb-note" onSubmit={save} onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <label>
        Note
        <textarea ref={box} maxLength={4000} rows={3} onKeyDown={(event) => event.key === "Enter" && event.ctrlKey && save(event)} />
      </label>
      <button type="submit">Save</button>
      <button type="button" onClick={onClose}>
        Cancel
      </button>
    </form>
  );
}

/** The claim as the bench shows it after a correction. */
function corrected(claim: Claim, field: string, value: unknown): Claim {
  if (field === "place" && value && claim.place) return { ...claim, place: { ...claim.place, ...value } };
  if (field === "when") return { ...claim, when: { ...claim.when, ...(value as object) } };
  return { ...claim, [field]: value };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
