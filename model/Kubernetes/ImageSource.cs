namespace Fridge.Model;

/// <summary>A registry of the user's, to which images are pushed and from which the nodes pull (<c>registry:</c>).</summary>
/// <param name="Url">As an image's name begins: <c>registry.example.org:5000/fridge</c>.</param>
/// <param name="Credentials">Null: it gives to everybody.</param>
public sealed record ImageSource(string Url, RegistryCredentials? Credentials);

public sealed record RegistryCredentials(string User, SecretRef Password);
