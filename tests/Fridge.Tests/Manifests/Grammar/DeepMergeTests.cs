using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Grammar;

public sealed class DeepMergeTests
{
    [Theory]
    [InlineData("image: a", "image: b", "image: b\n")]
    [InlineData("deploy: {replicas: 1, mode: x}", "deploy: {replicas: 2}", "deploy:\n  replicas: 2\n  mode: x\n")]
    [InlineData("command: [a, b]", "command: [c]", "command:\n  - c\n")]
    [InlineData("dns: [a]", "dns: [b, a]", "dns:\n  - a\n  - b\n")]
    [InlineData("environment: {A: x}", "environment: ['A=z', 'B=w']", "environment:\n  A: z\n  B: w\n")]
    [InlineData("ports: [{target: 1, published: 2}]", "ports: [{target: 1, published: 3}, {target: 4}]", "ports:\n  - target: 1\n    published: 3\n  - target: 4\n")]
    [InlineData("volumes: [{target: /a, source: b}]", "volumes: [{target: /c}]", "volumes:\n  - target: /a\n    source: b\n  - target: /c\n")]
    public void Merge_TwoFiles_AsComposeDoes(string lower, string upper, string expected) =>
        YamlText.Write(DeepMerge.Compose.Merge(Parse(lower), Parse(upper))).ShouldBe(expected);

    private static Mapping Parse(string text) =>
        (Mapping)YamlTemplate.Render(new TemplateFile("t", text), new Variables(Mapping.Empty));
}
