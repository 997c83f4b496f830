using Fridge.Manifests.Values;

namespace Fridge.Manifests.Swarm;

/// <summary>A stack as the text that <c>docker stack deploy -c -</c> reads.</summary>
internal static class ComposeDocument
{
    public static string Write(RenderedStack stack, int throughWave)
    {
        var services = stack.Services.Where(service => service.Wave <= throughWave).ToList();
        var configs = services.SelectMany(service => service.Configs).Distinct().Order(StringComparer.Ordinal);
        var document = stack.Rest
            .With("services", Mapping.Of(services.Select(service => (service.Name, (Value)service.Definition))))
            .With("configs", Mapping.Of(configs.Select(name => (name, External))));
        return YamlText.Write(EscapeDollars(document));
    }

    /// <summary>Configs are created through the Engine API before the stack names them.</summary>
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
