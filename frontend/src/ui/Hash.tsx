/** The ends of an address or hash; the whole of it in the title and for screen readers. */
export function Hash({ value, ends = 4 }: { value: string; ends?: number }) {
  return (
    <span className="font-mono text-small" title={value}>
      <span aria-hidden="true">
        {value.slice(0, 2 + ends)}…{value.slice(-ends)}
      </span>
      <span className="sr-only">{value}</span>
    </span>
  );
}
