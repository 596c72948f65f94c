// The keys, as the bench obeys and lists them.

import { useEffect, useRef } from "preact/hooks";

import { FIELDS } from "./Fields";

export const KEYS = [
  ["a", "accept: the claim says what the sentence says"],
  ["r", "reject: the sentence does not say this"],
  ["s", "skip: leave it open, it comes last"],
  ["z", "undo your last judgement"],
  ["n", "write a note"],
  ["t", "claims about the same happening: merge or split"],
  ["o", "change the order: both, doubt, weight"],
  ["d", "read as second reader: what others have judged, without being told how"],
  ["?", "these keys"],
] as const;

export function Keys({ onClose }: { onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog ref={box} class="kb-keys" aria-labelledby="kb-keys-h" onClose={onClose}>
      <h2 id="kb-keys-h">Keys</h2>
      <dl>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
        {FIELDS.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>correct “{label}”</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
