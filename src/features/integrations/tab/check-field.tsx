interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly focus?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A field of a dialog that is ticked. */
export const CheckField = ({ label, checked, focus, onChange }: CheckFieldProps) => (
  <label className="ui-check">
    <input
      type="checkbox"
      checked={checked}
      data-autofocus={focus}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
    <span dir="auto">{label}</span>
  </label>
);
