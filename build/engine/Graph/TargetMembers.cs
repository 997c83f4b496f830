using System.Reflection;

namespace Fridge.Engine;

/// <param name="Value">The delegate: equal for every reading of the member.</param>
internal sealed record TargetMember(string Name, Delegate Value);

/// <summary>Finds the members that are targets and asks each for its definition.</summary>
internal static class TargetMembers
{
    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Base classes first, then in the order of the source.</summary>
    public static IEnumerable<TargetMember> Of(FridgeBuild build) =>
        from type in Lineage(build.GetType())
        from property in InSourceOrder(type.GetProperties(Everything))
        where IsTarget(property.PropertyType)
        select new TargetMember(property.Name, Read(property, build));

    public static TargetSettings SettingsOf(Delegate member)
    {
        if (member is Target target)
            return target(new TargetDefinition()).Settings;

        var type = typeof(TargetDefinition<>).MakeGenericType(member.GetType().GetGenericArguments());
        var definition = Activator.CreateInstance(type, nonPublic: true);
        return ((ITypedDefinition)member.DynamicInvoke(definition)!).Settings;
    }

    /// <summary>Not OrderBy, whose vectors the runtime compiles before help shows.</summary>
    private static PropertyInfo[] InSourceOrder(PropertyInfo[] properties)
    {
        Array.Sort(properties, (one, other) => one.MetadataToken.CompareTo(other.MetadataToken));
        return properties;
    }

    private static bool IsTarget(Type type) =>
        type == typeof(Target) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Target<>));

    private static Delegate Read(PropertyInfo property, FridgeBuild build) =>
        property.GetValue(build) as Delegate
        ?? throw new InvalidOperationException($"The target {property.Name} is null: give it a body, as in Target {property.Name} => _ => _.Executes(…).");

    private static IEnumerable<Type> Lineage(Type type)
    {
        var lineage = new Stack<Type>();
        for (var current = type; current != typeof(FridgeBuild) && current is not null; current = current.BaseType)
            lineage.Push(current);
        return lineage;
    }
}
