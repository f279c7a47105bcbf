namespace Errand.Types;

/// <summary>What scopes say of task types.</summary>
internal static class TypeScopes
{
    /// <summary>Whether a caller with these scopes may submit tasks of a type.</summary>
    public static bool MaySubmit(this Scopes scopes, TaskDefinition type) => scopes.Allows(type.Scope);

    /// <summary>Whether a caller with these scopes may know of a type: if it may submit or read its tasks.</summary>
    public static bool MaySee(this Scopes scopes, TaskDefinition type) => scopes.CanRead || scopes.MaySubmit(type);
}
