namespace Errand.Tests.Documentation;

/// <summary>One block of code on a page.</summary>
/// <param name="Page">The page.</param>
/// <param name="Line">Where it starts, from 1.</param>
/// <param name="Language">What stands behind the backticks.</param>
/// <param name="Text">What is in it.</param>
/// <param name="LineBefore">The line above it.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, string Text, string LineBefore)
{
    public string Place => $"{Page}, line {Line}";
}
