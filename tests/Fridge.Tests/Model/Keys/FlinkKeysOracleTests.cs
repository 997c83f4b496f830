using System.Collections.Immutable;
using System.Diagnostics;
using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Keys;

/// <summary>The constants in Flink's own jars decide which options there are and what they were called before.</summary>
[Trait("Suite", "ci")]
public sealed class FlinkKeysOracleTests : IDisposable
{
    private const string Core = "org.apache.flink.configuration";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fridge-key-oracle-");

    [Fact]
    public async Task TheEmbeddedOptions_AreThoseOfTheDistribution()
    {
        var options = await AskFlinkAsync(TestContext.Current.CancellationToken);

        options.Length.ShouldBeGreaterThan(900);
        var names = options.SelectMany(option => option.Older.Append(option.Key)).ToHashSet();
        File.ReadLines(Checkout.File("model", "Keys", "flink-1.20.keys")).Skip(1)
            .SelectMany(line => line.Split(' ').Where(word => word is not ("<" or "!")))
            .Where(name => !names.Contains(name)).ShouldBeEmpty();
        options.Where(option => option.Package == Core).SelectMany(Forgotten).ShouldBeEmpty();
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Older names of one option that do not lead to where it leads itself.</summary>
    private static IEnumerable<string> Forgotten((string Package, string Key, ImmutableArray<string> Older) option) => option.Older
        .Where(older => older != option.Key && !ReleaseNames.Of(option.Key, FlinkReleases.Default).All(ReleaseNames.Of(older, FlinkReleases.Default).Contains))
        .Select(older => $"{older} → {option.Key}");

    private async Task<ImmutableArray<(string Package, string Key, ImmutableArray<string> Older)>> AskFlinkAsync(CancellationToken cancellation)
    {
        var flink = await FlinkDistribution.GetAsync();
        var jars = Directory.GetFiles(flink.Lib, "*.jar").Concat(Directory.GetFiles(Path.Combine(flink.Home, "plugins"), "*.jar", SearchOption.AllDirectories)).ToList();
        var answers = Path.Combine(folder.FullName, "answers.txt");
        var start = new ProcessStartInfo("java", ["-Xmx256m", "-cp", string.Join(Path.PathSeparator, jars), Checkout.File("tests/Fridge.Tests/Model/Keys/KeyOracle.java"), answers, .. jars.Where(jar => jar.Contains("flink", StringComparison.Ordinal))])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var java = Process.Start(start)!;
        var logs = Task.WhenAll(java.StandardOutput.ReadToEndAsync(cancellation), java.StandardError.ReadToEndAsync(cancellation));
        await java.WaitForExitAsync(cancellation);
        java.ExitCode.ShouldBe(0, (await logs)[1]);
        return [.. (await File.ReadAllLinesAsync(answers, cancellation)).Select(line => line.Split('\t')).Select(fields => (fields[0], fields[1], fields[2..].ToImmutableArray()))];
    }
}
