using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>registry:</c>.</summary>
internal static class ImageSourceKeys
{
    public const string UrlRule = "a registry as in an image's name, without https://: registry.example.org:5000/fridge";

    public static readonly TextKey Url = new("url", "The registry as in an image's name: a host, a port, a path.", NameRules.ImageSource(), UrlRule)
    {
        Required = UrlRule,
        Example = "registry.example.org/fridge",
    };

    public static readonly TextKey User = new("user", "The user who pushes and pulls images.", NameRules.Word(), "a user's name") { Required = "a user's name", Example = "fridge" };

    public static readonly SecretKey Password = new("password", "That user's password or token.") { Required = $"where it comes from: {SecretRef.Example("registry.password")}", Example = "{env: REGISTRY_PASSWORD}" };

    public static readonly MapKey Credentials = new("credentials", "The log-in for pushing and pulling.", User, Password) { Otherwise = "docker login's for pushing; nodes pull without" };

    public static readonly MapKey All = new("registry", "An existing registry, to which images are pushed and from which the nodes pull them.", Url, Credentials)
    {
        Otherwise = "the cluster's own, on its first manager; with `orchestrator: kubernetes` it must be named",
        Example = "{url: registry.example.org/fridge}",
        Since = "0.2",
    };
}
