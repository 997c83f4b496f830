namespace Fridge.Tooling;

/// <summary>Files that lie beside the code that uses them, such as scripts for nodes, and travel in its assembly.</summary>
public static class EmbeddedText
{
    /// <param name="beside">Any type of the assembly that has it.</param>
    /// <param name="name">The file's name, without folders.</param>
    /// <exception cref="ArgumentException">The assembly has no such file.</exception>
    public static string Read(Type beside, string name)
    {
        using var stream = beside.Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"No embedded file is called '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
