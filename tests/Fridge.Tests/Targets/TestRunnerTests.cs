using Fridge.Targets.Testing;
using Fridge.Tests.Engine;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;
using TestResult = Fridge.Targets.Testing.TestResult;

namespace Fridge.Tests.Targets;

public sealed class TestRunnerTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_DoesNotCompile_NoSummaryOfTheRunBeforeIsLeft()
    {
        var before = folder.Write("artifacts/tests/summary.txt", "12 passed, 0 failed\n");

        await Should.ThrowAsync<ProcessFailedException>(RunAsync(line => line.Contains(" build ") ? ScriptedProcesses.Out("", 1, "CS1002") : null));

        File.Exists(before).ShouldBeFalse();
    }

    [Theory]
    [InlineData("<assemblies><assembly><collection><test name=\"a\" result=\"Pass\"/><test name=\"b\" result=\"Pass\"/>")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Run_HalfAReportOrNone_IsAFailure(string? report)
    {
        var result = await RunAsync(line => Ran(line, report, 134));

        result.Summary.ShouldBe("0 passed, 1 failed");
        result.Failures.ShouldBe(["Fridge.Tests ended with exit code 134 and left no report that can be read"]);
    }

    [Fact]
    public async Task Run_Report_IsCountedAndTheSummaryIsWritten()
    {
        var result = await RunAsync(line => Ran(line, """<assemblies><test name="a" result="Pass"/><test name="b" result="Fail"/></assemblies>""", 1));

        result.Failures.ShouldBe(["b"]);
        (await File.ReadAllTextAsync(folder["artifacts/tests/summary.txt"], Cancelled)).ShouldBe("1 passed, 1 failed\n");
    }

    [Fact]
    public async Task Run_AFailureWithATrace_HasItsPlaceInTheTestsFile()
    {
        const string Report = """
            <assemblies><test name="a(b: 1)" result="Fail"><failure><message>should be
            2</message><stack-trace>   at Fridge.Tests.Support.KeptText.ShouldMatchFile(String actual) in /c/tests/Support/KeptText.cs:line 22
               at Fridge.Tests.ATests.A(Int32 b) in /c/tests/ATests.cs:line 39
               at Fridge.Tests.BTests.B() in /c/tests/BTests.cs:line 1</stack-trace></failure></test>
            <test name="c" result="Fail"><failure><message>no trace</message></failure></test></assemblies>
            """;

        var failed = Should.Throw<FridgeException>((await RunAsync(line => Ran(line, Report, 1))).ThrowIfFailed);

        failed.Evidence.ShouldBe(["a(b: 1)", "c"]);
        failed.Places!.ShouldHaveSingleItem().ShouldBe(new SourcePlace("/c/tests/ATests.cs", 39, null, "a(b: 1)\nshould be\n2"));
    }

    [Fact]
    public void Field_IsOnDemand_AndSaysHowOftenFridgeWasRight()
    {
        TestPlan.For(Suite.Field, null).Programs.ShouldHaveSingleItem().Options.ShouldBe(["-trait", "Trials=field"]);
        foreach (var other in (Suite[])[Suite.Fast, Suite.Ci])
            TestPlan.For(other, null).Programs.ShouldAllBe(program => program.Options.Contains("Suite=field") && program.Options.Contains("Suite=kubernetes") && program.Options.Contains("Suite=release"));
        new TestResult(11, 1, 1, []).Score.ShouldBe("11 right of 13");
    }

    [Fact]
    public void Release_IsOnDemand_InTheProgramThatHasTheDoubles() =>
        TestPlan.For(Suite.Release, null).Programs.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            program => program.Project.ShouldBe("Fridge.Tests"), program => program.Options.ShouldBe(["-trait", "Suite=release"]));

    public void Dispose() => folder.Dispose();

    private ProcessResult? Ran(string line, string? report, int exitCode)
    {
        if (!line.Contains(" exec "))
            return null;
        if (report is not null)
            folder.Write("artifacts/tests/Fridge.Tests.xml", report);
        return ScriptedProcesses.Out("", exitCode);
    }

    private Task<TestResult> RunAsync(Func<string, ProcessResult?> script) =>
        new TestRunner(new ScriptedProcesses(script), new FridgePaths(folder.Path, folder["state"], folder["cache"]), new ReportRecorder())
            .RunAsync(TestPlan.For(Suite.Fast, null), Cancelled);
}
