using Fridge.Manifests.Values;

namespace Fridge.Manifests.Grammar;

/// <summary>Holes to values, with the sentence for a person where there is none.</summary>
internal static class HoleFilling
{
    /// <exception cref="MalformedHoleException">Unknown or empty without a default, or a list inside text.</exception>
    public static Value Fill(TextTemplate template, Variables variables) =>
        template.Whole is { } whole
            ? ValueOf(whole, variables)
            : new Scalar(string.Concat(template.Pieces.Select(piece => TextOf(piece, variables))));

    public static string FillText(TextTemplate template, Variables variables) =>
        string.Concat(template.Pieces.Select(piece => TextOf(piece, variables)));

    private static string TextOf(TextPiece piece, Variables variables) => piece switch
    {
        Literal literal => literal.Text,
        Hole hole when ValueOf(hole, variables) is Scalar scalar => scalar.Text,
        Hole hole => throw new MalformedHoleException(
            hole.Offset, $"'{hole.Name}' is {ValueOf(hole, variables).Kind}: it can stand only as a whole node, not inside text"),
        _ => throw new ArgumentOutOfRangeException(nameof(piece), piece, null),
    };

    private static Value ValueOf(Hole hole, Variables variables)
    {
        var value = variables.Find(hole.Name);
        if (value is not null and not Scalar { IsEmpty: true })
            return value;
        if (hole.Default is { } fallback)
            return PlainScalar.Resolve(fallback);
        if (hole.Required is { } message)
            throw new MalformedHoleException(hole.Offset, $"'{hole.Name}' has no value: {message}");
        return value ?? throw new MalformedHoleException(hole.Offset, Unknown(hole.Name, variables));
    }

    private static string Unknown(string name, Variables variables) =>
        $"no variable '{name}'" + (variables.Nearest(name) is { } near ? $"; the nearest is '{near}'" : "");
}
