using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Grammar;

public sealed class TextRendererTests
{
    private static readonly Variables Known = new(Mapping.Of(("port", 8081)));

    [Fact]
    public void Text_KeepsEverythingButHoles() =>
        TextRenderer.Render(new TemplateFile("f", "a = ${port}\n\n# $$x\n"), Known).ShouldBe("a = 8081\n\n# $x\n");

    [Fact]
    public void Fault_HasLineAndColumnOfItsHole() =>
        Should.Throw<TemplateException>(() => TextRenderer.Render(new TemplateFile("dir/f.conf", "a\nbc ${porn}\n"), Known))
            .Message.ShouldBe("dir/f.conf:2:4: no variable 'porn'; the nearest is 'port'");
}
