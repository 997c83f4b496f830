using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Grammar;

public sealed class YamlTemplateTests
{
    private static readonly Variables Known = new(Mapping.Of(
        ("port", 8081),
        ("empty", ""),
        ("yes", true),
        ("no", false),
        ("flink", Mapping.Of(("uiPort", 8082), ("version", "1.20.5"))),
        ("names", Sequence.Of(["a", "b"])),
        ("workers", new Sequence([Mapping.Of(("name", "w1"), ("up", true)), Mapping.Of(("name", "w2"), ("up", false))]))));

    [Theory]
    [InlineData("a: ${port}", "a: 8081\n")]
    [InlineData("a: \"${port}\"", "a: 8081\n")]
    [InlineData("a: port ${port}", "a: port 8081\n")]
    [InlineData("a: ${flink.version}", "a: \"1.20.5\"\n")]
    [InlineData("a: ${absent:-5}", "a: 5\n")]
    [InlineData("a: ${empty:-x}", "a: x\n")]
    [InlineData("a: v${absent:-5}", "a: v5\n")]
    [InlineData("a: ${port:?set it}", "a: 8081\n")]
    [InlineData("a: ${names}", "a:\n  - a\n  - b\n")]
    [InlineData("a: $$HOME $${x}", "a: \"$HOME ${x}\"\n")]
    [InlineData("${flink.version}: 1", "\"1.20.5\": 1\n")]
    [InlineData("a: '8'", "a: \"8\"\n")]
    [InlineData("a: 'yes'", "a: \"yes\"\n")]
    public void Hole_AsNodeOrInText_IsFilled(string template, string expected) =>
        Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("a: {x-when: '${yes}', b: 1}\nc: 1", "a:\n  b: 1\nc: 1\n")]
    [InlineData("a: {x-when: '${no}', b: 1}\nc: 1", "c: 1\n")]
    [InlineData("- {x-when: '${no}', b: 1}\n- c", "- c\n")]
    [InlineData("- {x-each: {n: '${names}'}, b: '${n}'}", "- b: a\n- b: b\n")]
    [InlineData("${w.name}: {x-each: {w: '${workers}'}, up: '${w.up}'}", "w1:\n  up: true\nw2:\n  up: false\n")]
    [InlineData("${w.name}: {x-each: {w: '${workers}'}, x-when: '${w.up}', a: 1}", "w1:\n  a: 1\n")]
    public void StructuralKeys_DecideWhatIsThere(string template, string expected) =>
        Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("a: 1\nb:  ${prot}", "t.yaml:2:5: no variable 'prot'; the nearest is 'port'")]
    [InlineData("a: x ${flink.uiport}", "t.yaml:1:6: no variable 'flink.uiport'; the nearest is 'flink.uiPort'")]
    [InlineData("a: 'x ${qqqqqqqq}'", "t.yaml:1:7: no variable 'qqqqqqqq'")]
    [InlineData("a: ${empty:?give it a name}", "t.yaml:1:4: 'empty' has no value: give it a name")]
    [InlineData("a: costs $5", "t.yaml:1:10: a dollar begins ${name}, ${name:-default} or ${name:?message}; write $$ for a dollar")]
    [InlineData("a: x${names}", "t.yaml:1:5: 'names' is a list: it can stand only as a whole node, not inside text")]
    [InlineData("a: {x-when: 3}", "t.yaml:1:13: x-when takes true or false")]
    [InlineData("a: {x-each: {n: 3}}", "t.yaml:1:17: x-each goes through a list, found a number")]
    [InlineData("${n}: {x-each: {n: ['a', 'a']}}", "t.yaml:1:1: the key 'a' comes twice")]
    public void Fault_HasItsPlace(string template, string expected) =>
        Should.Throw<TemplateException>(() => Render(template)).Errors.ShouldContain(error => error.ToString() == expected);

    [Fact]
    public void SeveralDocuments_AreRepeatedAndLeftOut_EachWithItsLine() =>
        YamlTemplate.RenderAll(new TemplateFile("t.yaml", "x-each: {n: '${names}'}\na: ${n}\n---\nx-when: false\nb: 1\n---\nc: 1\n"), Known)
            .Select(document => $"{document.Line} {YamlText.Write(document.Value).Trim()}").ShouldBe(["1 a: a", "1 a: b", "7 c: 1"]);

    [Fact]
    public void Faults_AllAtOnce() =>
        Should.Throw<TemplateException>(() => Render("a: ${x1}\nb: ${x2}\nc: ${port}")).Errors.Select(error => error.Line).ShouldBe([1, 2]);

    [Fact]
    public void NotYaml_IsOneSentenceWithItsPlace() =>
        Should.Throw<TemplateException>(() => Render("a: [1\nb: 2")).Message.ShouldBe("t.yaml:1:4: not YAML: what follows cannot be read; is a quote, a bracket or a brace not closed?");

    private static string Render(string text) => YamlText.Write(YamlTemplate.Render(new TemplateFile("t.yaml", text), Known));
}
