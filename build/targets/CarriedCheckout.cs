using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Programs;

namespace Fridge.Targets;

/// <summary>
/// The files of the checkout that a release's program has in it. They are laid out once, in the cache of this user, in a folder with their hash in its name; nothing
/// is written where the program is run but what it is asked for.
/// </summary>
internal sealed class CarriedCheckout(Func<Stream?> open, string cache)
{
    private const string Resource = "carried.tar.gz";
    private const int HashLength = 16;

    /// <summary>Null: the program was compiled in a checkout, and uses that.</summary>
    public string? Folder => field ??= Lay();

    /// <summary>What the program's own release has; null: the program carries none.</summary>
    public ReleaseDocument? Release => Folder is { } folder && Path.Combine(folder, CarriedFiles.Document) is var file && File.Exists(file) ? ReleaseDocument.Read(File.ReadAllBytes(file), file) : null;

    /// <param name="cache">Of this user.</param>
    public static CarriedCheckout OfProgram(Func<string> cache)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceInfo(Resource) is null ? new(() => null, "") : new(() => assembly.GetManifestResourceStream(Resource), cache());
    }

    private string? Lay()
    {
        using var carried = open();
        if (carried is null)
            return null;
        using var bytes = new MemoryStream();
        carried.CopyTo(bytes);
        var folder = Path.Combine(cache, "programs", System.Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..HashLength]);
        if (Directory.Exists(folder))
            return folder;

        // Whole or not at all: two programs may be started at once, and one may be killed.
        var fresh = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(fresh);
        bytes.Position = 0;
        using (var archive = new GZipStream(bytes, CompressionMode.Decompress))
            TarFile.ExtractToDirectory(archive, fresh, overwriteFiles: true);
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true);
        }

        return folder;
    }
}
