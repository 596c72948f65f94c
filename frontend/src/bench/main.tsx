import { render } from "preact";

import { Bench } from "./Bench";
import "./bench.css";

const root = document.getElementById("bench-app");
if (root) {
  root.replaceChildren();
  render(<Bench />, root);
}
