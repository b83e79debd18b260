/** What was done a moment ago; it is announced. */
export const Said = ({ text }: { readonly text: string }) => (
  <p role="status" className="ui-hint" dir="auto">
    {text}
  </p>
);
