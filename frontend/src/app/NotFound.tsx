import { Link } from "@tanstack/react-router";
import { PageTitle } from "@/ui/PageTitle";

export function NotFound() {
  return (
    <div className="flex flex-col items-center gap-4 py-20 text-center">
      <PageTitle title="This page does not exist">
        The address may be mistyped, or the page has moved.
      </PageTitle>
      <Link to="/" className="font-medium text-accent underline underline-offset-4">
        See all markets
      </Link>
    </div>
  );
}
