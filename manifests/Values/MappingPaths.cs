namespace Fridge.Manifests.Values;

/// <summary>Steps into mappings of mappings: <c>spec.template.spec</c>.</summary>
internal static class MappingPaths
{
    /// <summary>Null: it isn't there.</summary>
    public static Value? Find(this Value value, string path) =>
        path.Split('.').Aggregate((Value?)value, (found, step) => (found as Mapping)?[step]);

    public static string? Text(this Value value, string path) => (value.Find(path) as Scalar)?.Text;

    /// <summary>Empty where there is none.</summary>
    public static Mapping Map(this Value value, string path) => value.Find(path) as Mapping ?? Mapping.Empty;

    /// <summary>Its entries that are mappings; empty where there is none.</summary>
    public static IEnumerable<Mapping> Maps(this Value value, string path) => (value.Find(path) as Sequence ?? Sequence.Empty).Items.OfType<Mapping>();

    /// <summary>With this in the place of the mapping there, which is made where it is missing.</summary>
    public static Mapping Change(this Mapping value, string path, Func<Mapping, Mapping> change) =>
        path.Split('.', 2) is [var first, var rest]
            ? value.With(first, value.Map(first).Change(rest, change))
            : value.With(path, change(value.Map(path)));
}
