using System.Text.RegularExpressions;

namespace Fridge.Model.Reading;

/// <summary>The shapes that names in the file must have.</summary>
internal static partial class NameRules
{
    public const string ClusterRule = "a name of lower-case letters, digits and '-', beginning with a letter, at most 32 characters (it becomes a part of Docker's names)";
    public const string HostRule = "a host name: lower-case letters, digits and '-', at most 63 characters (RFC 1123)";
    public const string NamespaceRule = "a name of lower-case letters, digits and '-', at most 63 characters (RFC 1123)";
    public const string JobRule = "a name of lower-case letters, digits and '-', beginning with a letter, at most 32 characters (it becomes an image's name)";
    public const string ClassRule = "the full name of a Java class, such as org.example.Job";
    public const string MetricRule = "a metric such as counts.total, or a part of one that is JSON: counts.status#/lastRides";
    public const string AddressRule = "an IP address or a DNS name";
    public const string AddressShape = AddressRule + ": four numbers from 0 to 255 without zeros before them, of one machine";

    [GeneratedRegex(@"^[a-z]([a-z0-9-]{0,30}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Short();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Host();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Dns();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant)]
    public static partial Regex ImageSource();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?@sha256:[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    public static partial Regex ImageByDigest();

    [GeneratedRegex(@"^([A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*\z", RegexOptions.CultureInvariant)]
    public static partial Regex JavaClass();

    [GeneratedRegex(@"^[^\s#,/]+\.[^\s#,/]+(#(/[^\s/]+)+)?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Metric();

    [GeneratedRegex(@"^\S+\z", RegexOptions.CultureInvariant)]
    public static partial Regex Word();

    /// <summary>No option of ssh's, and one word of whatever shell.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.@+-]*\z", RegexOptions.CultureInvariant)]
    public static partial Regex Login();

    [GeneratedRegex(@"^(ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*( .*)?\z", RegexOptions.CultureInvariant)]
    public static partial Regex HostKey();
}
