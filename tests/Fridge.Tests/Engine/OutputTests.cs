using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

/// <summary>What × flags: the text that people and programs read is in Snapshots/.</summary>
public class OutputTests
{
    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help-without-target", "")]
    [InlineData("help-of-targets", "A C --help")]
    [InlineData("plan", "C --plan")]
    [InlineData("plan-json", "B --plan --json --skip")]
    [InlineData("plan-tables", "D --plan")]
    [InlineData("plan-tables-json", "D --plan --json")]
    [InlineData("plan-trigger", "Shop Hidden --plan")]
    [InlineData("plan-skip", "C --plan --skip A")]
    [InlineData("run", "C --parallel 1")]
    [InlineData("run-quiet", "C --verbosity quiet")]
    [InlineData("run-verbose", "A --verbosity verbose")]
    [InlineData("run-check", "A --check")]
    [InlineData("run-several", "D B --parallel 1")]
    [InlineData("run-json", "C --json --parallel 1")]
    [InlineData("run-condition", "D Hidden --heat off --parallel 1")]
    [InlineData("fail", "C D --broken B --parallel 1")]
    [InlineData("fail-fast", "A D --broken A --fail-fast --parallel 1")]
    [InlineData("fail-json", "B --broken A --json")]
    [InlineData("fail-wrong-use", "A --broken A --heat off")]
    [InlineData("fail-bug", "A --buggy A")]
    [InlineData("fail-bug-quiet", "A --buggy A --verbosity quiet")]
    [InlineData("no-target", "--plan")]
    [InlineData("unknown-target", "Bb")]
    [InlineData("unknown-target-nothing-near", "Refrigerate")]
    [InlineData("unknown-option", "A --claster x")]
    [InlineData("unknown-option-json", "A --claster x --json")]
    [InlineData("unknown-short-option", "A -x")]
    [InlineData("unknown-skip", "A --skip Shap")]
    [InlineData("wrong-values", "A --heat hot --times 1h soon")]
    [InlineData("wrong-verbosity", "A --verbosity loud")]
    [InlineData("wrong-parallel", "A --parallel 0")]
    [InlineData("missing-value", "A --cluster")]
    [InlineData("twice", "A --cluster x --cluster y")]
    [InlineData("secret-on-argv", "Shop --shop-token hunter2")]
    [InlineData("secret-missing", "Shop")]
    [InlineData("skip-without-stored", "B --skip")]
    public async Task Looks_as_expected(string name, string arguments)
    {
        using var checkout = new ScratchFolder();

        var run = await EngineRun.OfAsync(new AbcBuild { Root = checkout.Path }, arguments);

        $"$ ./build.sh {arguments}\n--- exit {run.ExitCode}\n--- stdout\n{WithoutTraces(run.Events)}{run.Out}--- stderr\n{run.Error}".ShouldMatchFile($"Snapshots/{name}.txt");
    }

    [Fact]
    public async Task Colours_are_ansi_sequences()
    {
        using var checkout = new ScratchFolder();

        var run = await EngineRun.OfAsync(new AbcBuild { Root = checkout.Path }, "A --broken A", colour: true);

        run.Out.ShouldContain("\e[31mThe oven is dead.\e[0m");
    }

    /// <summary>Stack traces have line numbers.</summary>
    private static string WithoutTraces(string events) =>
        string.Concat(events.Split('\n').Where(line => !line.Contains("   at ")).Select(line => line.Length == 0 ? "" : $"{line}\n"));
}
