using System.Text;

namespace Fridge;

/// <summary>A secret that a file has.</summary>
public static class SecretFile
{
    /// <summary>A larger file can't be an option's value.</summary>
    private const int MostBytes = 64 * 1024;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <returns>Its text, without line ends behind it.</returns>
    /// <param name="ownersAlone">Refuse a file that others may read or write, as ssh does its keys. A pipe is nobody else's.</param>
    /// <exception cref="FormatException">What is wrong with it, without a full stop.</exception>
    public static string Read(string path, bool ownersAlone)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (ownersAlone && File.GetUnixFileMode(file.SafeFileHandle) is var mode && (mode & Others) != UnixFileMode.None)
                throw new FormatException($"{path} is open to other users (mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}); close it: chmod 600 {path}");
            var bytes = new byte[MostBytes + 1];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= MostBytes
                ? Encoding.UTF8.GetString(bytes, 0, read).TrimEnd('\r', '\n')
                : throw new FormatException($"{path} is larger than {MostBytes / 1024} KiB");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FormatException(problem.Message.TrimEnd('.'), problem);
        }
    }
}
