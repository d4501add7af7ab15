import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { useStrip } from "./useStrip";

const scrollTo = vi.fn();

beforeEach(() => {
  scrollTo.mockClear();
  HTMLElement.prototype.scrollTo = scrollTo as never;
});

function Strip({ current }: { current: string }) {
  const { ref, onKeyDown } = useStrip(current, true);
  return (
    <ol ref={ref} onKeyDown={onKeyDown}>
      {["a", "b", "c"].map((id) => (
        <li key={id}>
          <a href={`#${id}`} data-round={id}>
            {id}
          </a>
        </li>
      ))}
    </ol>
  );
}
const focused = () => document.activeElement?.textContent;

test("useStrip: arrow keys walk from link to link and stop at the ends", async () => {
  render(<Strip current="b" />);
  screen.getByRole("link", { name: "b" }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(focused()).toBe("c");
  await userEvent.keyboard("{ArrowRight}");
  expect(focused()).toBe("c");
  await userEvent.keyboard("{Home}");
  expect(focused()).toBe("a");
  await userEvent.keyboard("{End}{ArrowLeft}");
  expect(focused()).toBe("b");
});

test("useStrip: the current one is brought into view, and again when another becomes current", () => {
  const { rerender } = render(<Strip current="b" />);
  expect(scrollTo).toHaveBeenCalledTimes(1);
  rerender(<Strip current="c" />);
  expect(scrollTo).toHaveBeenCalledTimes(2);
  rerender(<Strip current="unknown" />);
  expect(scrollTo).toHaveBeenCalledTimes(2);
});
