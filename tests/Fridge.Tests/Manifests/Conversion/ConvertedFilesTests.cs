using System.Collections.Immutable;
using Fridge.Manifests.Conversion;
using Fridge.Model;
using Fridge.Model.Conversion;
using Fridge.Tests.Model.Conversion;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Conversion;

public sealed class ConvertedFilesTests
{
    public static readonly TheoryData<string> Fixtures = ["swarm-heap.yaml", "kubernetes-configmap.yaml", "standalone-2017.yaml", "config.yaml"];

    [Theory, MemberData(nameof(Fixtures))]
    public void AUsersFile_IsExplainedAsTheGoldenText(string name)
    {
        var converted = Convert(name);

        var text = string.Join('\n', ConvertedText.Lines(converted))
            + $"\n\n{ConvertedText.Summary(converted)}\n\n--- cluster.yaml\n{ConvertedFiles.Cluster(converted)}\n--- config.yaml\n{ConvertedFiles.Config(converted)}";
        text.ShouldMatchFile($"../Golden/convert-{Path.GetFileNameWithoutExtension(name)}.txt");
    }

    [Theory, MemberData(nameof(Fixtures))]
    public void WhatComesOut_IsAClusterFile(string name)
    {
        var converted = Convert(name);

        var document = ClusterFile.Parse(Whole(ConvertedFiles.Cluster(converted)), "f.yaml");

        document.Warnings.Where(warning => !IsForAPerson(warning.Found)).ShouldBeEmpty();
        var cluster = document.Cluster;
        cluster.Flink.Config.ShouldBe(converted.Settings.Config);
        cluster.Flink.TaskManager.Slots.ShouldBe(converted.Settings.Slots ?? 1);
        cluster.Flink.JobManager.Memory.ShouldBe(converted.Settings.JobManagerMemory ?? MemorySize.Mebibytes(512));
    }

    /// <summary>So a person may convert the result again, as for another release.</summary>
    [Theory, MemberData(nameof(Fixtures))]
    public void ConfigYaml_ConvertsToTheSameAgain(string name)
    {
        var converted = Convert(name);

        var again = FlinkConversion.Convert(new("config.yaml", ConvertedFiles.Config(converted)));

        again.Settings.Config.ShouldBe(converted.Settings.Config.SetItems(converted.Settings.Assumed.Remove("taskmanager.memory.managed.size")), "32-bit workers are said by none of the two");
        (again.Settings with { Config = converted.Settings.Config, Secrets = converted.Settings.Secrets }).ShouldBe(converted.Settings);
    }

    /// <summary>Which YAML would read as numbers, or as nothing.</summary>
    [Theory]
    [InlineData("007", "\"007\"")]
    [InlineData("1.10", "\"1.10\"")]
    [InlineData("1e5", "\"1e5\"")]
    [InlineData("12345e6", "\"12345e6\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("True", "\"True\"")]
    [InlineData("+1", "\"+1\"")]
    [InlineData("0.75", "0.75")]
    [InlineData("42", "42")]
    [InlineData("true", "true")]
    public void AValue_IsWrittenAsItWas(string value, string written)
    {
        var converted = Of(("a.b", value));

        ConvertedFiles.Cluster(converted).ShouldEndWith($"    a.b: {written}\n");
        ConvertedFiles.Config(converted).ShouldEndWith($"  b: {written}\n");
    }

    /// <summary>Flink's own defaults leave such processes no heap.</summary>
    [Fact]
    public void ConfigYaml_OfASmallProcess_SaysWhatFridgeAssumes()
    {
        var converted = FlinkConversion.Convert(new("f.yaml", "jobmanager.heap.mb: 256"));

        ConvertedFiles.Config(converted).ShouldBe("""
            # From f.yaml, by the names of Flink 1.20.5.
            jobmanager:
              memory:
                jvm-metaspace:
                  size: "128m"
                jvm-overhead:
                  min: "64m"
                off-heap:
                  size: "64m"
                process:
                  size: "512m"

            """);
    }

    [Fact]
    public void AnOptionWhoseNameBeginsAnothers_StaysFlat()
    {
        var converted = Of(("a.b", "1"), ("a.b.c", "x"), ("a.d", "true"));

        ConvertedFiles.Config(converted).ShouldEndWith("a:\n  b:\n    c: x\n  d: true\na.b: 1\n");
    }

    [Fact]
    public void HostsOfTheOldCluster_AreHintsForNodes()
    {
        var converted = Of() with { Masters = ["pi0"], Workers = ["pi0", "pi1.local"] };

        ConvertedFiles.Cluster(converted).ShouldBe("""
            # From f.yaml; goes into a cluster file.
            flink:
              version: "1.20.5"
              taskManager:
                replicas: 2

            # The hosts of conf/masters and conf/workers; fill in board and os.
            # nodes:
            #   - {name: pi0, address: pi0, board: …, os: …, roles: [manager, worker]}
            #   - {name: pi1, address: pi1.local, board: …, os: …, roles: [worker]}

            """);
    }

    /// <summary>What no conversion can know: where a secret comes from, and whose the bucket is.</summary>
    private static bool IsForAPerson(string warning) =>
        warning.Contains("as a secret", StringComparison.Ordinal) || warning.Contains("a file system for S3", StringComparison.Ordinal);

    private static ConvertedFlink Convert(string name) => FlinkConversion.Convert(new(name, Fixture.Read(name)));

    private static ConvertedFlink Of(params (string Key, string Value)[] config) => new(
        "f.yaml", FlinkReleases.Default, new() { Config = config.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) }, [], [], []);

    private static string Whole(string flink) => $$"""
        apiVersion: fridge/v1
        name: shelf
        nodes:
          - {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}
        {{flink}}
        """;
}
