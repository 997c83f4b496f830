// Reads each workflow that is named as GitHub's own parser does, and writes what that has against it, a line each.
import { readFileSync } from "node:fs";
import { register } from "node:module";

// The parser imports its schema as bundlers take it, without the attribute that node asks for.
const hook = `import { readFileSync } from "node:fs";
export const load = (url, context, next) => url.endsWith(".json")
  ? { format: "module", shortCircuit: true, source: "export default " + readFileSync(new URL(url), "utf8") }
  : next(url, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import("@actions/workflow-parser");

let found = 0;
for (const name of process.argv.slice(2)) {
  const parsed = parseWorkflow({ name, content: readFileSync(name, "utf8") }, new NoOperationTraceWriter());
  const template = parsed.value ? await convertWorkflowTemplate(parsed.context, parsed.value) : { jobs: [] };
  const errors = new Set([...parsed.context.errors.getErrors().map((error) => error.message), ...(template.errors ?? []).map((error) => error.Message)]);
  errors.forEach((error) => console.log(error));
  found += errors.size;
  const jobs = template.jobs ?? [];
  console.log(`${name}: ${jobs.length} jobs, ${jobs.flatMap((job) => job.steps ?? []).length} steps`);
}
process.exit(found === 0 ? 0 : 1);
