using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>
/// One key of the cluster file, declared once: the reader, the JSON schema for editors and <c>docs/cluster-file.md</c> come from it.
/// A kind of key is one class: how a value is read, what is expected of it, its schema.
/// </summary>
/// <param name="name">As the file has it, without the path.</param>
/// <param name="sentence">What it means, with its unit; for the page and for an editor.</param>
public abstract class Key(string name, string sentence)
{
    public string Name { get; } = name;

    public string Sentence { get; } = sentence;

    /// <summary>What a message says where the key is missing; null: it may be left out.</summary>
    public string? Required { get; init; }

    /// <summary>A value as a person writes it; null: the default is one.</summary>
    public string? Example { get; init; }

    /// <summary>The first version of Fridge that knows it.</summary>
    public string Since { get; init; } = "0.1";

    /// <summary>What stands for an absent key where that is no constant.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Type and range, as the page says them.</summary>
    public abstract string Type { get; }

    /// <summary>The default as the page says it; null: none.</summary>
    internal virtual string? Default => Otherwise;

    /// <summary>Refuses a value that is not of this kind.</summary>
    internal abstract void Check(Asked asked);

    /// <summary>The keywords of its JSON schema, but for those that every key has.</summary>
    internal abstract JsonObject Shape();

    internal JsonObject Schema()
    {
        var schema = Shape();
        schema["description"] = Sentence;
        return schema;
    }
}

/// <summary>A key whose value is a <typeparamref name="T"/>.</summary>
public abstract class Key<T>(string name, string sentence) : Key(name, sentence)
{
    private readonly T? fallback;

    /// <summary>What an absent key means; set only where that is a constant.</summary>
    public T Fallback
    {
        get => HasFallback ? fallback! : throw new InvalidOperationException($"The key '{Name}' has no constant default.");
        init
        {
            fallback = value;
            HasFallback = true;
        }
    }

    internal bool HasFallback { get; private init; }

    internal override string? Default => HasFallback ? $"`{Written(Fallback)}`" : base.Default;

    internal override void Check(Asked asked) => TryRead(asked, out _);

    /// <summary>False, with a finding, where the value is not of this kind.</summary>
    internal abstract bool TryRead(Asked asked, out T value);

    /// <summary>The value as the file has it.</summary>
    internal virtual string Written(T value) => value?.ToString() ?? "";
}
