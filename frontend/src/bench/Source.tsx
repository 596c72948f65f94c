// The article on the left, the sentence that makes the claim marked in it.

import { useEffect, useRef } from "preact/hooks";

import type { Waiting } from "./api";

interface Props {
  waiting: Waiting;
  /** Told whether the sentence is on the screen. */
  onSeen: (seen: boolean) => void;
}

export function Source({ waiting, onSeen }: Props) {
  const { article, claim } = waiting;
  const sentence = useRef<HTMLElement>(null);
  useEffect(() => {
    const node = sentence.current;
    if (!node) return;
    onSeen(false);
    showSentence();
    const pane = node.closest<HTMLElement>(".kb-source");
    const tell = (seen: boolean): void => {
      onSeen(seen);
      pane?.setAttribute("data-seen", `${claim.id} ${seen}`);
    };
    const watch = new IntersectionObserver((found) => tell(found.some((f) => f.isIntersecting)), { threshold: 0.6 });
    watch.observe(node);
    return () => watch.disconnect();
  }, [claim.id, onSeen]);
  return (
    <article class="kb-source" aria-label="The source" tabIndex={0}>
      <h2>
        <a href={`/article/${encodeURIComponent(article.id)}`}>{article.title ?? "An article without a headline"}</a>
      </h2>
      <p class="dim">
        {article.publisher ?? "Publisher not known"}, {article.published.start ?? "undated"}
      </p>
      <div class="kb-text">{marked(article.text, claim.evidence, claim.trigger, sentence)}</div>
    </article>
  );
}

/** Brings the sentence to the middle of its own pane; the page stays where it is. */
export function showSentence(): void {
  const node = document.getElementById("kb-sentence");
  const pane = node?.closest<HTMLElement>(".kb-source");
  if (!node || !pane) return;
  const below = node.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += below - (pane.clientHeight - node.offsetHeight) / 2;
}

type Span = { start: number; end: number };

/** The text with its paragraphs, the sentence and its trigger marked. Offsets count code points. */
function marked(text: string, evidence: Span, trigger: Span, sentence: { current: HTMLElement | null }) {
  const letters = Array.from(text);
  const part = (from: number, to: number): string => letters.slice(from, to).join("");
  return (
    <>
      {part(0, evidence.start)}
      <span class="kb-sentence" ref={sentence} id="kb-sentence">
        {part(evidence.start, trigger.start)}
        <mark>{part(trigger.start, trigger.end)}</mark>
        {part(trigger.end, evidence.end)}
      </span>
      {part(evidence.end, letters.length)}
    </>
  );
}
