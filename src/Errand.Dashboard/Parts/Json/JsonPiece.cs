namespace Errand.Dashboard.Parts.Json;

/// <summary>A stretch of formatted JSON.</summary>
public readonly record struct JsonPiece(JsonPieceKind Kind, string Text);
