using System.Diagnostics;
using System.Text.RegularExpressions;
using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Memory;

/// <summary>Flink's own <c>bash-java-utils.jar</c> decides what is right, in one JVM for all samples.</summary>
[Trait("Suite", "ci")]
public sealed partial class FlinkMemoryOracleTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fridge-memory-oracle-");

    [Fact]
    public async Task EverySample_GivesWhatFlinkPrintsOrRefusesWithFlinksReason()
    {
        var samples = new MemorySamples(seed: 20260630).Take(3000).ToList();

        var answers = await AskFlinkAsync(samples, TestContext.Current.CancellationToken);

        answers.Length.ShouldBe(samples.Count);
        samples.Zip(answers, Disagreement).OfType<string>().Take(5).ShouldBeEmpty();
        answers.Count(answer => answer.StartsWith("OK", StringComparison.Ordinal)).ShouldBeGreaterThan(1000);
        answers.Where(answer => answer.StartsWith("REFUSED", StringComparison.Ordinal)).Select(Kind).Distinct().Count().ShouldBeGreaterThan(12);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string? Disagreement(MemorySample sample, string answer)
    {
        var fields = answer.Split('\t');
        var ours = Ours(sample);
        var agree = fields[0] == "OK"
            ? ours == string.Join('\t', fields[1..])
            : fields[1..].Select(Plain).Contains(ours);
        return agree ? null : $"{sample.Line}\n  Flink:  {answer}\n  Fridge: {ours}";
    }

    private static string Ours(MemorySample sample)
    {
        try
        {
            var memory = sample.Process == "TM" ? FlinkMemoryModel.TaskManager(sample.Options) : FlinkMemoryModel.JobManager(sample.Options);
            return $"{string.Join(' ', memory.JvmFlags)}\t{string.Join(' ', memory.DynamicOptions.Select(option => $"-D {option.Key}={option.Value}"))}";
        }
        catch (FlinkMemoryException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>Flink writes an option with its default and its old names; for a person its key is enough.</summary>
    private static string Plain(string message) => OptionText().Replace(message, "${key}");

    private static string Kind(string answer) => Digits().Replace(Plain(answer), "#");

    private async Task<string[]> AskFlinkAsync(IEnumerable<MemorySample> samples, CancellationToken cancellation)
    {
        var flink = await FlinkDistribution.GetAsync();
        var jars = string.Join(Path.PathSeparator, [Path.Combine(flink.Home, "bin", "bash-java-utils.jar"), .. Directory.GetFiles(flink.Lib, "flink-dist*.jar")]);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "config.yaml"), "", cancellation);
        var answers = Path.Combine(folder.FullName, "answers.txt");
        var driver = Checkout.File("tests/Fridge.Tests/Model/Memory/MemoryOracle.java");
        var start = new ProcessStartInfo("java", ["-Xmx256m", "-cp", jars, driver, folder.FullName, answers])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var java = Process.Start(start)!;
        var logs = Task.WhenAll(java.StandardOutput.ReadToEndAsync(cancellation), java.StandardError.ReadToEndAsync(cancellation));
        foreach (var sample in samples)
            await java.StandardInput.WriteLineAsync(sample.Line.AsMemory(), cancellation);
        java.StandardInput.Close();
        await java.WaitForExitAsync(cancellation);
        java.ExitCode.ShouldBe(0, (await logs)[1]);
        return await File.ReadAllLinesAsync(answers, cancellation);
    }

    [GeneratedRegex(@"Key: '(?<key>[^']+)' , default: .*? \(fallback keys: \[.*?\]\)")]
    private static partial Regex OptionText();

    [GeneratedRegex(@"[\d.]+[a-z]*( \(\d+ bytes\))?")]
    private static partial Regex Digits();
}
