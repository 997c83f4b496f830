using System.Text.Json;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Keys;

/// <summary>Sections that rooms bring, here one of a room that isn't there.</summary>
public class SectionTests
{
    private const string Minimal = """
        apiVersion: fridge/v1
        name: shelf
        nodes: [{name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}]

        """;

    private static readonly ListKey<string> Words = new(new TextKey("words", "Some.", null, "a word"), "a list of words");
    private static readonly IntegerKey Count = new("count", "How many.", 1, 9) { Fallback = 3 };
    private static readonly DurationKey Wait = new("wait", "How long.", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)) { Fallback = TimeSpan.FromSeconds(90) };
    private static readonly BooleanKey On = new("on", "Whether.") { Required = "whether" };
    private static readonly MapKey Inner = new("inner", "Within.", Wait, On);
    private static readonly ClusterSection Section = new(new MapKey("sample", "A sample.", Words, Count, Inner), SectionGroup.Hosts);
    private static readonly ClusterKeys Keys = new(Section);

    [Fact]
    public void Values_AreReadWithTheKeysThatDeclareThem_AlsoAfterTheClusterWasStored()
    {
        var read = ClusterFile.Parse(Minimal + "hosts: {sample: {words: [\"5\", ~x], inner: {wait: 2m, on: true}}}\n", "f.yaml", keys: Keys).Cluster;

        var values = SectionValues.Of(JsonSerializer.Deserialize<Cluster>(JsonSerializer.Serialize(read, ClusterJson.Options), ClusterJson.Options)!, Section)!;
        values.Get(Words).ShouldBe(["5", "~x"]);
        values.Get(Count).ShouldBe(3);
        values.TryGet(Count, out _).ShouldBeFalse();
        values.Map(Inner)!.Get(Wait).ShouldBe(TimeSpan.FromMinutes(2));
        values.Map(Inner)!.TryGet(On, out var on).ShouldBeTrue();
        on.ShouldBeTrue();
    }

    [Fact]
    public void AnAbsentSection_HasNoValues() =>
        SectionValues.Of(ClusterFile.Parse(Minimal, "f.yaml", keys: Keys).Cluster, Section).ShouldBeNull();

    [Fact]
    public void AnEmptySection_IsThereWithItsDefaults() =>
        SectionValues.Of(ClusterFile.Parse(Minimal + "hosts: {sample: {}}\n", "f.yaml", keys: Keys).Cluster, Section)!.Get(Count).ShouldBe(3);

    [Theory]
    [InlineData("{sample: 3}", "4:17: 'hosts.sample' is '3'; expected a mapping: {words, count, inner}")]
    [InlineData("{sampel: {}}", "4:9: unknown key 'hosts.sampel'; known here: sample; did you mean 'sample'?")]
    [InlineData("{sample: {count: 10}}", "4:25: 'hosts.sample.count' is '10'; expected a whole number from 1 to 9")]
    [InlineData("{sample: {words: [[a]]}}", "4:26: 'hosts.sample.words' is a list; expected a word")]
    [InlineData("{sample: {inner: {on: \"true\"}}}", "4:30: 'hosts.sample.inner.on' is 'true'; expected true or false")]
    [InlineData("{sample: {inner: {}}}", "4:25: 'hosts.sample.inner.on' is missing; whether")]
    [InlineData("{sample: {inner: {on: true, wait: 90}}}", "4:42: 'hosts.sample.inner.wait' is '90'; expected a time from 1s to 1h, such as 90s, 5m or 2h")]
    [InlineData("{sample: {inner: {on: true, wait: 2h}}}", "4:42: 'hosts.sample.inner.wait' is '2h'; expected a time from 1s to 1h, such as 90s, 5m or 2h")]
    public void AWrongValue_IsRefusedAsAnyOther(string hosts, string expected) =>
        Should.Throw<ClusterFileException>(() => ClusterFile.Parse($"{Minimal}hosts: {hosts}\n", "f.yaml", keys: Keys))
            .Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe($"f.yaml:{expected}");

    [Fact]
    public void TheSameSection_IsInSchemaAndPage()
    {
        ClusterSchema.Text(Keys).ShouldContain("\"sample\"");
        ClusterReference.Text(Keys).ShouldContain("## `hosts.sample.inner`\n\nWithin.\n\n| key | value | default | what it means | example | since |\n| --- | --- | --- | --- | --- | --- |\n| `wait` | time: `1s` to `1h` | `90s` | How long. |  | 0.1 |\n");
    }

    [Fact]
    public void TwoSectionsOfOneName_AreAMistakeOfTheProgram() =>
        Should.Throw<ArgumentException>(() => new ClusterKeys(new ClusterSection(new MapKey("flink", "Mine."))));
}
