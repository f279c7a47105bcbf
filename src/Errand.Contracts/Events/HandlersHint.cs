namespace Errand;

/// <summary>The lists of live handlers and janitors show something else now.</summary>
public sealed record HandlersHint : ChangeHint;
