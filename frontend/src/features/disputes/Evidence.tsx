import { linkOf, placeText } from "./said";

/** Where somebody says that the evidence is: a link only if it is safe to open, and with the host it leads to. */
export function Evidence({ uri }: { uri: string }) {
  const link = linkOf(uri);
  if (link === null) return uri === "" ? null : <span className="break-all text-muted">{uri}</span>;
  return (
    <a
      href={link}
      rel="noreferrer nofollow"
      target="_blank"
      className="text-accent underline underline-offset-4"
    >
      Read it {placeText(link)}
    </a>
  );
}
