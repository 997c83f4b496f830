namespace Fridge.Manifests.Grammar;

/// <summary>Config files that aren't YAML: the same holes, as text.</summary>
internal static class TextRenderer
{
    /// <exception cref="TemplateException">With the place of the first hole that can't be filled.</exception>
    public static string Render(TemplateFile file, Variables variables)
    {
        try
        {
            return HoleFilling.FillText(TextTemplate.Parse(file.Text), variables);
        }
        catch (MalformedHoleException e)
        {
            throw new TemplateException(file.ErrorAt(e.Offset, e.Message));
        }
    }
}
