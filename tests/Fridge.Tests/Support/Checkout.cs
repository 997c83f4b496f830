namespace Fridge.Tests.Support;

/// <summary>The checkout that these tests were built from, and the folder in it that tests may fill.</summary>
public static class Checkout
{
    private const string Mark = "Fridge.slnx";

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Ignored by git and kept between runs.</summary>
    public static string Scratch => Path.Combine(Root, ".nuke", "temp", "tests");

    public static string File(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, Mark)))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has {Mark}.");
    }
}
