namespace Fridge.Manifests.Grammar;

/// <summary>A template and where it was read.</summary>
/// <param name="Path">As messages name it: relative to the checkout.</param>
public sealed record TemplateFile(string Path, string Text)
{
    public TemplateError ErrorAt(int offset, string message)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        return new TemplateError(Path, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), message);
    }
}
