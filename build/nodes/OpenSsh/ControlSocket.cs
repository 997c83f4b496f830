using Fridge.Tooling;
namespace Fridge.Nodes.OpenSsh;

/// <summary>A folder for one connection's socket that nobody else may enter. Its path is short: a socket's may have 108 bytes.</summary>
internal sealed class ControlSocket : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "ssh");

    /// <summary>A helper by which ssh asks for the password; it reads it from its environment, so that it is on no argv and in no file.</summary>
    public string AskPass()
    {
        var path = System.IO.Path.Combine(Folder, "askpass");
        File.WriteAllText(path, "#!/bin/sh\nprintf '%s\\n' \"$FRIDGE_ASKPASS\"\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
