namespace Fridge.Model;

/// <summary>Where a secret comes from: what a cluster file says in the secret's place, since a cluster file is checked in.</summary>
/// <param name="Name">The variable, or the file as written: absolute, below the home folder (<c>~/</c>), or relative to the cluster file. Null where the source needs none.</param>
public sealed record SecretRef(SecretSource Source, string? Name = null)
{
    /// <summary>For messages: what to write, with a variable named after the key.</summary>
    public static string Example(string key) => $"{{env: {VariableFor(key)}}}, {{file: PATH}}, {{prompt: true}} or {{generate: true}}";

    /// <summary>The variable that a person would call it: <c>s3.secret-key</c> is <c>S3_SECRET_KEY</c>.</summary>
    public static string VariableFor(string key) =>
        string.Concat(key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));

    /// <summary>As the cluster file has it.</summary>
    public override string ToString() => Source switch
    {
        SecretSource.Environment => $"{{env: {Name}}}",
        SecretSource.File => $"{{file: {Name}}}",
        SecretSource.Prompt => "{prompt: true}",
        _ => "{generate: true}",
    };
}

public enum SecretSource
{
    /// <summary>A variable of this process's environment.</summary>
    Environment,

    /// <summary>A file's text, without the line's end at its end.</summary>
    File,

    /// <summary>Asked at the terminal, once a run.</summary>
    Prompt,

    /// <summary>Made once, and kept by the orchestrator alone.</summary>
    Generated,
}
