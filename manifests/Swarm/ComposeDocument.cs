using Fridge.Manifests.Values;

namespace Fridge.Manifests.Swarm;

/// <summary>A release as the text that <c>docker stack deploy -c -</c> reads.</summary>
public static class ComposeDocument
{
    /// <summary>The whole stack.</summary>
    public static string Compose(this RenderedRelease release) => release.Compose(release.Waves - 1);

    /// <summary>The services of the waves up to this one; the rest does not exist yet.</summary>
    public static string Compose(this RenderedRelease release, int throughWave)
    {
        var services = release.Workloads.Where(workload => workload.Wave <= throughWave).ToList();
        var configs = services.SelectMany(service => service.Files).Distinct().Order(StringComparer.Ordinal);
        var secrets = services.SelectMany(service => service.Secrets).Distinct().Order(StringComparer.Ordinal).ToList();
        var document = release.Frame
            .With("services", Mapping.Of(services.Select(service => (service.Name, (Value)service.Definition))))
            .With("configs", Mapping.Of(configs.Select(name => (name, External))));
        if (secrets.Count > 0)
            document = document.With("secrets", Mapping.Of(secrets.Select(name => (name, External))));
        return YamlText.Write(EscapeDollars(document));
    }

    /// <summary>Configs and secrets are created through the Engine API before the stack names them.</summary>
    private static Value External => Mapping.Of(("external", true));

    /// <summary>The docker CLI fills <c>${…}</c> from its own environment: a dollar must reach it doubled.</summary>
    private static Value EscapeDollars(Value value) => value switch
    {
        Scalar { Content: string text } => new Scalar(text.Replace("$", "$$", StringComparison.Ordinal)),
        Sequence sequence => new Sequence([.. sequence.Items.Select(EscapeDollars)]),
        Mapping mapping => Mapping.Of(mapping.Entries.Select(entry => (entry.Key, EscapeDollars(entry.Value)))),
        _ => value,
    };
}
