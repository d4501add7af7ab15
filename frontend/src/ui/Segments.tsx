import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";

/** A choice of one among few, side by side. Arrow keys move it, as in any radio group. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: Record<Value, string>;
  onChange: (value: Value) => void;
}) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={onChange}
      className="inline-flex rounded-control border border-hairline bg-s1 p-0.5"
    >
      {(Object.entries(options) as [Value, string][]).map(([option, text]) => (
        <Radio.Root
          key={option}
          value={option}
          className="inline-flex h-8 cursor-pointer items-center rounded-md px-3 font-medium text-muted hover:text-ink data-[checked]:bg-s3 data-[checked]:text-ink"
        >
          {text}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
