using System.Text.Json;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Engines;

public sealed class EngineObjectTests
{
    private static readonly EngineObject Said = EngineObject.Parse(
        """{"Name":"pico","Null":null,"Count":9223372036854775807,"Half":0.5,"Yes":true,"No":false,"Inner":{"Name":"deep"},"Labels":{"a":"1","b":"2"},"Pairs":[["Storage","ext4"],["Driver","overlay2"]],"Peers":[{"Addr":"one"},{"Addr":"two"}]}""");

    [Fact]
    public void Reads_each_kind_as_it_was_said()
    {
        Said.Text("Name").ShouldBe("pico");
        Said.Number("Count").ShouldBe(long.MaxValue);
        Said.Flag("Yes").ShouldBe(true);
        Said.Flag("No").ShouldBe(false);
        Said.Object("Inner")!.Text("Name").ShouldBe("deep");
        Said.Map("Labels")!.OrderBy(label => label.Key).Select(label => label.Key + label.Value).ShouldBe(["a1", "b2"]);
        Said.Texts("Pairs")!.Value.ShouldBe(["Storage", "ext4", "Driver", "overlay2"]);
        Said.Objects("Peers", peer => peer.Text("Addr"))!.Value.ShouldBe(["one", "two"]);
    }

    [Theory]
    [InlineData("Null")]
    [InlineData("Missing")]
    public void What_is_null_is_not_there(string name)
    {
        Said.Text(name).ShouldBeNull();
        Said.Number(name).ShouldBeNull();
        Said.Flag(name).ShouldBeNull();
        Said.Object(name).ShouldBeNull();
        Said.Map(name).ShouldBeNull();
        Said.Texts(name).ShouldBeNull();
        Said.Objects(name, peer => peer).ShouldBeNull();
    }

    [Fact]
    public void What_is_something_else_is_refused_by_name()
    {
        Should.Throw<JsonException>(() => Said.Text("Count")).Message.ShouldBe("Count is number, not string.");
        Should.Throw<JsonException>(() => Said.Number("Half"));
        Should.Throw<JsonException>(() => Said.Number("Name"));
        Should.Throw<JsonException>(() => Said.Flag("Name"));
        Should.Throw<JsonException>(() => Said.Object("Pairs"));
        Should.Throw<JsonException>(() => Said.Texts("Peers"));
        Should.Throw<JsonException>(() => Said.Objects("Pairs", pair => pair));
        Should.Throw<JsonException>(() => EngineObject.Parse("""{"Labels":{"a":1}}""").Map("Labels"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("no")]
    public void Parse_NoObject_IsRefused(string json) => Should.Throw<JsonException>(() => EngineObject.Parse(json));

    [Fact]
    public void ParseList_NoList_IsRefused() => Should.Throw<JsonException>(() => EngineObject.ParseList("{}", item => item));
}
