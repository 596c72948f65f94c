// Other claims that are, or may be, about the same happening.

import { useEffect, useState } from "preact/hooks";

import { type Claim, fetchNear, type Waiting } from "./api";

interface Props {
  waiting: Waiting;
  onSay: (verdict: "join" | "part", other: string) => void;
}

export function Together({ waiting, onSay }: Props) {
  const [near, setNear] = useState<Claim[]>([]);
  useEffect(() => {
    let wanted = true;
    setNear([]);
    fetchNear(waiting.claim).then(
      (found) => wanted && setNear(found),
      () => wanted && setNear([]),
    );
    return () => {
      wanted = false;
    };
  }, [waiting]);
  if (near.length === 0) return <p class="dim">No other claim at this place in these days.</p>;
  const inside = new Set(waiting.together);
  return (
    <ul class="plain kb-near">
      {near.map((c) => (
        <li key={c.id}>
          <p>
            <a href={`/claim/${encodeURIComponent(c.id)}`}>{c.kind}</a>, {c.when.start ?? "undated"}, {c.actors.map((a) => a.name).join(", ") || "nobody named"}:{" "}
            {c.evidence.text}
          </p>
          {inside.has(c.id) ? (
            <button type="button" onClick={() => onSay("part", c.id)}>
              Another happening
            </button>
          ) : (
            <button type="button" onClick={() => onSay("join", c.id)}>
              The same happening
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
