using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Targets.Testing;

/// <summary>Compiles the test programs and runs them one after another, showing each failure as it comes.</summary>
public sealed class TestRunner(IProcessRunner processes, FridgePaths paths, IReport report)
{
    private static readonly TimeSpan CompileLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(80);

    private readonly string dotnet = System.Environment.GetEnvironmentVariable("FRIDGE_DOTNET") is { Length: > 0 } found ? found : "dotnet";

    private string Results => Path.Combine(paths.Artifacts, "tests");

    /// <summary>Of this run, when it has ended; what reads it must not meet the one before.</summary>
    private string Summary => Path.Combine(Results, "summary.txt");

    public async Task<TestResult> RunAsync(TestPlan plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Results);
        File.Delete(Summary);
        var sum = TestResult.None;
        foreach (var program in plan.Programs)
            sum += await RunAsync(program, cancellationToken);

        await File.WriteAllTextAsync(Summary, sum.Summary + "\n", cancellationToken);
        return sum;
    }

    private async Task<TestResult> RunAsync(TestProgram program, CancellationToken cancellationToken)
    {
        report.Info($"Compiling {program.Project}");
        await processes.RunAsync(
            new CommandLine(dotnet, "build", Path.Combine(paths.Checkout, "tests", program.Project), "--nologo", "-v", "quiet", "-clp:ErrorsOnly")
            {
                TimeLimit = CompileLimit,
            },
            cancellationToken: cancellationToken);

        var xml = Path.Combine(Results, program.Project + ".xml");
        File.Delete(xml);
        report.Info($"Running {program.Project}");
        var ended = await processes.TryRunAsync(Command(program, xml), Show, cancellationToken);
        return Read(xml) ?? new TestResult(0, 1, 0, [$"{program.Project} ended with exit code {ended.ExitCode} and left no report that can be read"]);
    }

    /// <returns>Null: there is none, or half of one.</returns>
    private static TestResult? Read(string xml)
    {
        try
        {
            return File.Exists(xml) ? TestResult.FromReport(XDocument.Load(xml)) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private CommandLine Command(TestProgram program, string xml) =>
        new(dotnet, ["exec", Assembly(program), "-noColor", "-noLogo", .. program.Options, "-result-xml", xml])
        {
            WorkingDirectory = paths.Checkout,
            TimeLimit = RunLimit,
            Environment = Environment,
        };

    /// <summary>Runs that a test makes are no steps of a pipeline: they annotate nothing and write on no job's page.</summary>
    private ImmutableDictionary<string, string?> Environment => ImmutableDictionary<string, string?>.Empty
        .Add("FRIDGE_CHECKOUT", paths.Checkout)
        .Add("GITHUB_ACTIONS", null)
        .Add("GITHUB_STEP_SUMMARY", null);

    private string Assembly(TestProgram program) =>
        Path.Combine(paths.Checkout, ".nuke", "temp", "build", "bin", program.Project, "debug", program.Project + ".dll");

    private void Show(OutputLine line) => report.Info(line.Text);
}
