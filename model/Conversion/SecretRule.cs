namespace Fridge.Model.Conversion;

/// <summary>An option that holds a secret is named by where it comes from; the secret itself goes into no file.</summary>
internal static class SecretRule
{
    public static Outcome? Apply(ConfEntry entry, ConversionContext context)
    {
        if (!SecretOptions.Holds(entry.Key))
            return null;
        var names = ReleaseNames.Of(entry.Key, context.Version);
        if (names.IsEmpty)
            return Outcome.Dropped($"Flink 2.0 removed it, and {context.Version} would ignore it");
        var source = new SecretRef(SecretSource.Environment, SecretRef.VariableFor(entry.Key));
        return new(
            KeyFate.Moved, string.Join(", ", names.Select(name => $"{name}: {source}")),
            $"it is a secret, and a cluster file is checked in: set {source.Name} before a deployment, or name another source",
            settings => names.Aggregate(settings, (changed, name) => changed.With(name, source)));
    }
}
