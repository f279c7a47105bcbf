namespace Errand.Dashboard.Pages;

/// <summary>Something that keeps a page from being shown.</summary>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Link">Where to go from here, without the base.</param>
/// <param name="LinkText">What is there.</param>
public sealed record NoticeModel(string Title, string Detail, string? Link = null, string? LinkText = null);
