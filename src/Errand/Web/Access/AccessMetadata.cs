namespace Errand.Web.Access;

/// <summary>What a caller needs to use an endpoint. Every endpoint of ours has it; one without it stops the program at its start.</summary>
/// <param name="Need">The scope, in words.</param>
internal sealed record AccessMetadata(string Need);
