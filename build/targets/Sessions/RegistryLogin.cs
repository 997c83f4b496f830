namespace Fridge.Targets.Sessions;

/// <summary>Who one is at the registry that the cluster file names; no user: it asks nobody, or there is none.</summary>
internal sealed record RegistryLogin(string? User, Secret? Password)
{
    public static readonly RegistryLogin Nobodys = new(null, null);

    public (string User, Secret Password)? Given => User is { } user && Password is { } password ? (user, password) : null;
}
